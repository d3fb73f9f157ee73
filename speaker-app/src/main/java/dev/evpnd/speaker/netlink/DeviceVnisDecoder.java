package dev.evpnd.speaker.netlink;

import dev.evpnd.wire.address.IpAddress;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Reads the VNIs of devices with `vnifilter`: `struct tunnel_msg` and its attributes
/// (`VXLAN_VNIFILTER_…`), each of them VNIs from one to another.
final class DeviceVnisDecoder {
    private static final int HEADER = 8;
    private static final int INDEX = 4;

    private static final int ENTRY = 1;
    private static final int START = 1;
    private static final int END = 2;
    private static final int GROUP = 3;
    private static final int GROUP6 = 4;
    private static final int LAST_VNI = (1 << 24) - 1;

    private DeviceVnisDecoder() {}

    static List<Told> decode(Messages message, Fault fault) {
        if (!EventDecoder.hasHeader(message, HEADER, fault)) {
            return List.of();
        }
        int index = EventDecoder.index(message.u32(INDEX), fault);
        boolean areGone = message.type() == Rtnetlink.DELTUNNEL;
        var events = new ArrayList<KernelEvent>();
        var attributes = message.attributes(HEADER, fault);
        while (attributes.next()) {
            if (attributes.type() == ENTRY) {
                var vnis = entry(index, attributes.nested(), fault);
                events.add(
                        areGone
                                ? new KernelEvent.DeviceVnisGone(vnis)
                                : new KernelEvent.DeviceVnisAre(vnis));
            }
        }
        return EventDecoder.events(events);
    }

    private static DeviceVnis entry(int index, Attributes attributes, Fault fault) {
        int start = 0;
        int end = 0;
        @Nullable IpAddress group = null;
        while (attributes.next()) {
            switch (attributes.type()) {
                case START -> start = attributes.u32();
                case END -> end = attributes.u32();
                case GROUP, GROUP6 -> group = attributes.addressUnlessUnspecified();
                default -> {}
            }
        }
        int last = end == 0 ? start : end;
        if (start < 0 || last < start || last > LAST_VNI) {
            fault.set("VNIs from %d to %d".formatted(start, last));
        }
        return new DeviceVnis(index, start, last, group);
    }
}
