package dev.evpnd.speaker.neighbor;

import dev.evpnd.rib.peer.PrefixLimit;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.error.NotificationCode;
import dev.evpnd.wire.message.Notification;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

/// What peers are told when this speaker ends a session though they have done nothing wrong: RFC
/// 4486.
final class Cease {
    private Cease() {}

    static Notification of(NotificationCode code) {
        return new Notification(code, Octets.EMPTY);
    }

    /// With a text for the peer's operator (RFC 9003), if there is one.
    static Notification shutdown(String text) {
        return withText(NotificationCode.ADMINISTRATIVE_SHUTDOWN, text);
    }

    /// The same.
    static Notification reset(String text) {
        return withText(NotificationCode.ADMINISTRATIVE_RESET, text);
    }

    private static Notification withText(NotificationCode code, String text) {
        return text.isEmpty() ? of(code) : Notification.shutdown(code, text);
    }

    /// RFC 4486 section 4: of which family there were too many, and how many are not.
    static Notification maximumPrefixes(AddressFamily family, PrefixLimit limit) {
        var data = new OctetWriter().u16(family.afi()).u8(family.safi()).u32(limit.most());
        return new Notification(NotificationCode.MAXIMUM_PREFIXES_REACHED, data.toOctets());
    }
}
