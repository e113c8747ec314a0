# What it costs to read and write messages: bench_codec. Not run by ctest; results are recorded in RESULTS.md.
add_executable(bench_codec codec.cpp)
target_link_libraries(bench_codec PRIVATE sketchroom_test_support)
sketchroom_setup(bench_codec)
