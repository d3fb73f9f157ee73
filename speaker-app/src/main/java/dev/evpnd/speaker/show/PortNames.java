package dev.evpnd.speaker.show;

import java.util.Map;

/// What the ports of this host are called.
///
/// @param names by their numbers
public record PortNames(Map<Integer, String> names) {
    public static final PortNames NONE = new PortNames(Map.of());

    public PortNames {
        names = Map.copyOf(names);
    }

    String of(int index) {
        return names.getOrDefault(index, "ifindex " + index);
    }
}
