foreach(name editing_transform tools_draw tools_select tools_cancel)
  sketchroom_test(tst_${name} ${name}.cpp sketchroom_app)
  set_tests_properties(tst_${name} PROPERTIES ENVIRONMENT "QT_QPA_PLATFORM=offscreen")
endforeach()
