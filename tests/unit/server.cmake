foreach(name access pieces roomedits roomjoin roompeople websocket)
  sketchroom_test(tst_server_${name} server_${name}.cpp sketchroom_host LABELS unit)
endforeach()
sketchroom_test(tst_server_sqlite server_sqlite.cpp sketchroom_host LABELS unit threads)
