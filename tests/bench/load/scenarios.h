#pragma once

#include "tests/bench/load/serverprogram.h"

#include <vector>

namespace sketchroom::bench {

/// Rooms full of people who all edit at the same rate.
struct Load
{
    const char *name;
    int rooms;
    int peoplePerRoom;
    double editsPerSecond;
};

/// The tables that bench_load prints; each server is started anew for each row, and the servers take turns.
void compareLoads(const std::vector<ServerRecipe> &servers, const std::vector<Load> &loads, double seconds);
void compareCrowds(const std::vector<ServerRecipe> &servers);
/// What people notice of others in their room who never read what they are sent: the same load without and with
/// these, twice in turns.
void measureNeverReads(const ServerRecipe &host, const Load &load, double seconds);
/// What only a room host knows of: rooms with shapes, which are opened from the disk.
void measureBoards(const ServerRecipe &host);

} // namespace sketchroom::bench
