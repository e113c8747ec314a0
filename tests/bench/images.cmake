# How fast a board of photos is in the real window. Not run by ctest; results are in RESULTS.md.
add_executable(bench_images images.cpp canvas/camera.cpp canvas/series.cpp canvas/stage.cpp)
target_link_libraries(bench_images PRIVATE sketchroom_app)
sketchroom_setup(bench_images)
