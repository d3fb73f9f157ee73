package dev.evpnd.speaker.netlink;

import dev.evpnd.wire.address.IpAddress;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Reads addresses of devices: `struct ifaddrmsg` and its attributes (`IFA_…`).
final class AddressDecoder {
    private static final int HEADER = 8;
    private static final int PREFIX_LENGTH = 1;
    private static final int INDEX = 4;

    private static final int ADDRESS = 1;
    private static final int LOCAL = 2;

    private AddressDecoder() {}

    static List<Told> decode(Messages message, Fault fault) {
        if (!EventDecoder.hasHeader(message, HEADER, fault)) {
            return List.of();
        }
        int family = message.u8(0);
        if (family != Rtnetlink.INET && family != Rtnetlink.INET6) {
            return List.of();
        }
        var address = address(message.attributes(HEADER, fault));
        int length = message.u8(PREFIX_LENGTH);
        int bits = family == Rtnetlink.INET ? 32 : 128;
        if (address == null || address.bitLength() != bits || length > bits) {
            fault.set("no address of the family %d with %d bits".formatted(family, length));
            return List.of();
        }
        int index = EventDecoder.index(message.u32(INDEX), fault);
        var found = new LinkAddress(index, address, length);
        return List.of(
                new Told.Event(
                        message.type() == Rtnetlink.DELADDR
                                ? new KernelEvent.AddressGone(found)
                                : new KernelEvent.AddressIs(found)));
    }

    /// Where both are there, one is the address, and the other that of who is at the other end.
    private static @Nullable IpAddress address(Attributes attributes) {
        IpAddress address = null;
        IpAddress local = null;
        while (attributes.next()) {
            switch (attributes.type()) {
                case ADDRESS -> address = attributes.address();
                case LOCAL -> local = attributes.address();
                default -> {}
            }
        }
        return local == null ? address : local;
    }
}
