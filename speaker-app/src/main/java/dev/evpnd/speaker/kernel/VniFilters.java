package dev.evpnd.speaker.kernel;

import dev.evpnd.speaker.netlink.DeviceVnis;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Which VNIs devices with `vnifilter` take. They are told in ranges, and stay so: there may be
/// millions in one.
final class VniFilters {
    private final Map<Integer, NavigableMap<Integer, DeviceVnis>> devices = new HashMap<>();

    /// @return whether that is news
    boolean put(DeviceVnis vnis) {
        var of = devices.computeIfAbsent(vnis.index(), _ -> new TreeMap<>());
        if (vnis.equals(of.get(vnis.first()))) {
            return false;
        }
        cut(of, vnis);
        of.put(vnis.first(), vnis);
        return true;
    }

    boolean remove(DeviceVnis vnis) {
        var of = devices.get(vnis.index());
        return of != null && cut(of, vnis);
    }

    void remove(int device) {
        devices.remove(device);
    }

    /// Takes out of ranges what is in another.
    private static boolean cut(NavigableMap<Integer, DeviceVnis> of, DeviceVnis out) {
        boolean has = false;
        for (var each = of.floorEntry(out.last());
                each != null && each.getValue().last() >= out.first();
                each = of.floorEntry(out.last())) {
            has = true;
            var range = each.getValue();
            of.remove(each.getKey());
            if (range.last() > out.last()) {
                of.put(out.last() + 1, part(range, out.last() + 1, range.last()));
            }
            if (range.first() < out.first()) {
                of.put(range.first(), part(range, range.first(), out.first() - 1));
            }
        }
        return has;
    }

    private static DeviceVnis part(DeviceVnis range, int first, int last) {
        return new DeviceVnis(range.index(), first, last, range.group());
    }

    /// The range that a VNI is in, or null.
    @Nullable DeviceVnis find(int device, int vni) {
        var of = devices.get(device);
        var range = of == null ? null : of.floorEntry(vni);
        return range == null || range.getValue().last() < vni ? null : range.getValue();
    }

    /// Those that are not in another.
    List<DeviceVnis> without(VniFilters other) {
        var left = new VniFilters();
        all().forEach(left::put);
        other.all().forEach(left::remove);
        return left.all();
    }

    private List<DeviceVnis> all() {
        return devices.values().stream().flatMap(each -> each.values().stream()).toList();
    }
}
