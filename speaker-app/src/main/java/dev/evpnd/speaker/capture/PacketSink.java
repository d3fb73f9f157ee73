package dev.evpnd.speaker.capture;

/// Who takes what a capture file is read into.
interface PacketSink {
    /// @param packet valid until this returns: its octets are overwritten by the next one
    void packet(Packet packet);

    void malformed(long fileOffset, String reason);
}
