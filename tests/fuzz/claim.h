#pragma once

#include <cstdio>
#include <cstdlib>

/// What has to hold whatever the bytes: where it does not, the program ends, and the bytes are kept by who runs it.
inline void claim(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "This does not hold: %s\n", what);
    std::abort();
}

/// What libFuzzer calls with the bytes that it tries.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);
