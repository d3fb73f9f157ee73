package dev.evpnd.speaker.neighbor;

import java.net.InetSocketAddress;

/// The two ends of a connection.
public record Ends(InetSocketAddress local, InetSocketAddress remote) {}
