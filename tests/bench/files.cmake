# How fast files are read and written: bench_files. Not run by ctest; results are recorded in RESULTS.md.
add_executable(bench_files files.cpp)
target_link_libraries(bench_files PRIVATE sketchroom_app sketchroom_test_support)
sketchroom_setup(bench_files)
