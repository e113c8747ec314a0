#pragma once

namespace sketchroom::testing {

/// Limits of time in tests are multiplied by this: what a sanitizer watches takes several times as long.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr int patience = 5;
#else
inline constexpr int patience = 1;
#endif

} // namespace sketchroom::testing
