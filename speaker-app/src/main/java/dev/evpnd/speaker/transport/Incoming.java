package dev.evpnd.speaker.transport;

import dev.evpnd.wire.address.IpAddress;

import io.netty.channel.Channel;

import java.net.InetSocketAddress;

/// A connection that somebody has opened to this speaker, and that nobody has taken yet.
public final class Incoming {
    private final Channel channel;

    Incoming(Channel channel) {
        this.channel = channel;
    }

    Channel channel() {
        return channel;
    }

    public InetSocketAddress remoteAddress() {
        return (InetSocketAddress) channel.remoteAddress();
    }

    /// Who it seems to be.
    public IpAddress peer() {
        return SocketAddresses.address(remoteAddress().getAddress());
    }

    /// Closes it without a word.
    public void refuse() {
        channel.unsafe().closeForcibly();
    }
}
