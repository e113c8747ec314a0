# What the journal of unsent edits costs whoever draws: bench_journal. Not run by ctest; results are in RESULTS.md.
add_executable(bench_journal journal.cpp)
target_link_libraries(bench_journal PRIVATE sketchroom_app sketchroom_test_support)
sketchroom_setup(bench_journal)
