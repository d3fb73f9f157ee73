package dev.evpnd.speaker.query;

import dev.evpnd.wire.address.IpAddress;

/// By what somebody may call a peer.
public sealed interface PeerName {

    record Address(IpAddress address) implements PeerName {
        @Override
        public String toString() {
            return address.toString();
        }
    }

    /// The host that the peer says it is.
    record Host(String name) implements PeerName {
        @Override
        public String toString() {
            return name;
        }
    }

    static PeerName of(String text) {
        try {
            return new Address(IpAddress.parse(text));
        } catch (IllegalArgumentException name) {
            return new Host(text);
        }
    }
}
