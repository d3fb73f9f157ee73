package dev.evpnd.it.tshark;

import dev.evpnd.wire.message.BgpMessage;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import java.util.List;

/// Messages that go into one packet.
///
/// @param origin what they were made from, so that they can be made again
record Sample(String origin, Session session, List<BgpMessage> messages) {

    static byte[] encode(BgpMessage message, Session session) {
        var writer = new OctetWriter();
        message.encode(writer, session.negotiated());
        return writer.toByteArray();
    }

    /// What the packet carries.
    Octets payload() {
        var writer = new OctetWriter();
        messages.forEach(message -> message.encode(writer, session.negotiated()));
        return writer.toOctets();
    }
}
