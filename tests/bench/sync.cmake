# How fast a client's copy of a room is: bench_sync. Not run by ctest; results are recorded in RESULTS.md.
add_executable(bench_sync sync.cpp)
target_link_libraries(bench_sync PRIVATE sketchroom_test_support)
sketchroom_setup(bench_sync)
