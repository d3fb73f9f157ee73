package dev.evpnd.speaker.show;

import dev.evpnd.wire.attribute.MpNextHop;

/// The next hop of a path as tables show it.
final class NextHopText {
    private NextHopText() {}

    static String of(MpNextHop nextHop) {
        return nextHop.address()
                .map(Object::toString)
                .orElseGet(() -> "0x" + nextHop.octets().toHex());
    }
}
