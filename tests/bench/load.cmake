# How much the room host delivers, against relays: tests/bench/load/run. Plain C++ and sockets, so that this side is not
# the bottleneck. Not run by ctest; results are recorded in RESULTS.md.
file(GLOB load CONFIGURE_DEPENDS load/*.cpp load/*.h)
add_executable(bench_load ${load})
target_compile_definitions(bench_load PRIVATE SKETCHROOM_SERVER="$<TARGET_FILE:sketchroom-server>")
set_target_properties(bench_load PROPERTIES AUTOMOC OFF AUTORCC OFF)
target_link_libraries(bench_load PRIVATE sketchroom_common OpenSSL::SSL)
add_dependencies(bench_load sketchroom-server)
sketchroom_setup(bench_load)
