package dev.evpnd.speaker.kernel;

import dev.evpnd.speaker.netlink.Link;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// How often each VXLAN device came up and went down since it was first told of.
public final class LinkHistory {
    private final Map<Integer, Device> devices = new HashMap<>();
    private final List<Flip> flips = new ArrayList<>();

    private record Device(boolean isUp, Changes changes) {}

    private record Flip(int index, boolean isUp) {}

    /// How often one did.
    ///
    /// @param lastUpMillis when it came up last
    /// @param lastDownMillis when it went down last
    public record Changes(
            long ups, OptionalLong lastUpMillis, long downs, OptionalLong lastDownMillis) {
        static final Changes NONE = new Changes(0, OptionalLong.empty(), 0, OptionalLong.empty());

        private Changes up(long nowMillis) {
            return new Changes(ups + 1, OptionalLong.of(nowMillis), downs, lastDownMillis);
        }

        private Changes down(long nowMillis) {
            return new Changes(ups, lastUpMillis, downs + 1, OptionalLong.of(nowMillis));
        }
    }

    /// The kernel said something of a device. When that was is said by [#settle].
    void see(Link link) {
        if (!(link.kind() instanceof Link.Vxlan)) {
            return;
        }
        boolean isUp = link.isUp() && link.isRunning();
        var before = devices.get(link.index());
        devices.put(link.index(), new Device(isUp, before == null ? Changes.NONE : before.changes));
        if (before != null && before.isUp != isUp) {
            flips.add(new Flip(link.index(), isUp));
        }
    }

    void remove(int index) {
        devices.remove(index);
    }

    void settle(long nowMillis) {
        for (var flip : flips) {
            devices.computeIfPresent(
                    flip.index,
                    (_, it) ->
                            new Device(
                                    it.isUp,
                                    flip.isUp
                                            ? it.changes.up(nowMillis)
                                            : it.changes.down(nowMillis)));
        }
        flips.clear();
    }

    Changes of(int index) {
        var device = devices.get(index);
        return device == null ? Changes.NONE : device.changes;
    }
}
