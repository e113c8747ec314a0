sketchroom_test(tst_server_roomedits server_roomedits.cpp sketchroom_host)
    sketchroom_test(tst_server_sqlite server_sqlite.cpp sketchroom_host)
