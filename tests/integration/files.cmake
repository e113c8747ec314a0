foreach(name corpus loader pictures)
  sketchroom_test(tst_files_${name} files_${name}.cpp sketchroom_app sketchroom_test_support LABELS integration)
endforeach()
