package dev.evpnd.wire.message;

import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.octets.OctetWriter;

/// KEEPALIVE, which is a header and nothing else, RFC 4271 section 4.4.
public record Keepalive() implements BgpMessage {
    public static final Keepalive INSTANCE = new Keepalive();

    @Override
    public int type() {
        return MessageHeader.KEEPALIVE;
    }

    @Override
    public void encodeBody(OctetWriter writer, Negotiated negotiated) {}
}
