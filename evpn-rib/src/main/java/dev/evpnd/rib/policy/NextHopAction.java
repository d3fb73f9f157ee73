package dev.evpnd.rib.policy;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.attribute.MpNextHop;

import java.util.Optional;

/// Something that is said of the next hop, and that no rule of the session (next-hop-self, say)
/// then replaces.
///
/// The tunnel endpoint that a PMSI tunnel names stays what it is.
public sealed interface NextHopAction extends SetAction {

    /// The next hop is this address.
    record Address(IpAddress address) implements NextHopAction {

        @Override
        public Optional<Passage> applyTo(Passage passage) {
            return Optional.of(passage.withNextHop(MpNextHop.of(address)));
        }

        @Override
        public String text() {
            return address.bitLength() == 32
                    ? "set ip next-hop " + address
                    : "set ipv6 next-hop global " + address;
        }
    }

    /// The next hop is the address of the peer, for routes that come from it, or our own on the
    /// session, for routes that go to it.
    record PeerAddress() implements NextHopAction {

        @Override
        public Optional<Passage> applyTo(Passage passage) {
            return Optional.of(passage.withNextHop(MpNextHop.of(passage.subject().peerAddress())));
        }

        @Override
        public String text() {
            return "set ip next-hop peer-address";
        }
    }

    /// The next hop stays what it is, even where the session would have it another.
    record Unchanged() implements NextHopAction {

        @Override
        public Optional<Passage> applyTo(Passage passage) {
            return Optional.of(passage.withNextHop(passage.nextHop()));
        }

        @Override
        public String text() {
            return "set ip next-hop unchanged";
        }
    }
}
