# A class behind one Wi-Fi: tests/bench/wifi/run. Not run by ctest; results are in RESULTS.md.
add_executable(bench_wifi wifi/main.cpp wifi/pupil.cpp wifi/pupil.h)
target_link_libraries(bench_wifi PRIVATE sketchroom_common sketchroom_test_support Qt6::WebSockets)
sketchroom_setup(bench_wifi)
add_dependencies(bench_wifi sketchroom-server)
