package dev.evpnd.speaker.capture;

import dev.evpnd.wire.octets.OctetReader;

import java.time.Instant;

/// One packet as the capture file has it.
///
/// @param fileOffset where its record or block begins in the file
/// @param linkType the LINKTYPE_ value that says which header it begins with
/// @param octets what was captured of it
/// @param originalLength how long it was on the wire: no less than what was captured
record Packet(
        long fileOffset, Instant timestamp, int linkType, OctetReader octets, long originalLength) {

    Packet {
        originalLength = Math.max(originalLength, octets.remaining());
    }
}
