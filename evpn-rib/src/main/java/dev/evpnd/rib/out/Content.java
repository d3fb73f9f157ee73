package dev.evpnd.rib.out;

import dev.evpnd.rib.route.AttributeTable;
import dev.evpnd.rib.route.RemainderTable;

/// What is told of a destination under one path identifier, in the numbers of the tables.
///
/// @param source or [Source#NONE] where nothing is
record Content(int source, int attributes, int remainder) {
    static final Content NOTHING =
            new Content(Source.NONE, AttributeTable.NONE, RemainderTable.NOTHING);
}
