foreach(name common_document common_codec common_replica common_undohistory)
  sketchroom_test(tst_${name} ${name}.cpp sketchroom_test_support LABELS unit)
endforeach()
sketchroom_test(tst_app_reconnectpolicy app_reconnectpolicy.cpp sketchroom_app LABELS unit)
