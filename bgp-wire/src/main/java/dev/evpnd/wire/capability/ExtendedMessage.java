package dev.evpnd.wire.capability;

import dev.evpnd.wire.error.Decoded;
import dev.evpnd.wire.octets.OctetWriter;

/// BGP Extended Message: messages of up to 65,535 octets can be received, RFC 8654 section 3. The
/// value is empty.
///
/// It speaks of one direction only: whoever sends it must accept long messages and may itself send
/// them only to a peer that has sent it too.
public record ExtendedMessage() implements Capability {
    public static final int CODE = 6;

    static Decoded<Capability> decode(byte[] bytes, int offset, int length) {
        if (length != 0) {
            return CapabilityDecoder.discarded(
                    "BGP Extended Message", "the length is 0", bytes, offset, length);
        }
        return Decoded.accepted(new ExtendedMessage());
    }

    @Override
    public int code() {
        return CODE;
    }

    @Override
    public int valueLength() {
        return 0;
    }

    @Override
    public void encodeValue(OctetWriter writer) {}
}
