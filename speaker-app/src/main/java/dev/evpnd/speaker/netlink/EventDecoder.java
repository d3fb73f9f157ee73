package dev.evpnd.speaker.netlink;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Reads the messages that tell of what the kernel holds: those of a dump and notifications are
/// alike. A function of the octets: whatever these are, it tells something and ends.
final class EventDecoder {
    private EventDecoder() {}

    /// Reads the message that the cursor is at. A faulty one tells nothing but that.
    static void decode(Messages message, Consumer<Told> to) {
        var fault = new Fault();
        var told = read(message, fault);
        if (fault.isSet()) {
            to.accept(new Told.Faulty(message.type(), fault.text()));
        } else if (told.isEmpty()) {
            to.accept(new Told.Nothing());
        } else {
            told.forEach(to);
        }
    }

    private static List<Told> read(Messages message, Fault fault) {
        return switch (message.type()) {
            case Rtnetlink.NEWLINK, Rtnetlink.DELLINK -> links(message, fault);
            case Rtnetlink.NEWADDR, Rtnetlink.DELADDR -> AddressDecoder.decode(message, fault);
            case Rtnetlink.NEWROUTE, Rtnetlink.DELROUTE -> RouteDecoder.decode(message, fault);
            case Rtnetlink.NEWNEIGH, Rtnetlink.DELNEIGH -> NeighborDecoder.decode(message, fault);
            case Rtnetlink.NEWTUNNEL, Rtnetlink.DELTUNNEL ->
                    DeviceVnisDecoder.decode(message, fault);
            // They tell of one VLAN; of the port's others nothing follows from that.
            case Rtnetlink.NEWVLAN, Rtnetlink.DELVLAN -> List.of(new Told.VlansChanged());
            default -> List.of();
        };
    }

    /// Messages of the family of bridges are about a port of one, and of all others IPv6 alone has
    /// any: about what it has for a device.
    private static List<Told> links(Messages message, Fault fault) {
        if (!hasHeader(message, LinkDecoder.HEADER, fault)) {
            return List.of();
        }
        return switch (message.u8(0)) {
            case Rtnetlink.ANY_FAMILY -> LinkDecoder.decode(message, fault);
            case Rtnetlink.BRIDGE -> PortVlansDecoder.decode(message, fault);
            default -> List.of();
        };
    }

    /// Whether the structure in front of the attributes is there.
    static boolean hasHeader(Messages message, int octets, Fault fault) {
        if (message.payloadLength() < octets) {
            fault.set("%d octets where %d are due".formatted(message.payloadLength(), octets));
            return false;
        }
        return true;
    }

    /// The number of a device, which is greater than 0.
    static int index(int value, Fault fault) {
        if (value <= 0) {
            fault.set("a device with the number " + value);
        }
        return value;
    }

    static List<Told> events(List<? extends KernelEvent> events) {
        var told = new ArrayList<Told>(events.size());
        for (var event : events) {
            told.add(new Told.Event(event));
        }
        return told;
    }
}
