package dev.evpnd.speaker.kernel;

/// A VNI of a VXLAN device that is none of a bridge domain's.
///
/// @param vni 0 where the device has none
public record UnusedDevice(String name, int vni, Reason reason) {

    public enum Reason {
        DOWN("it is down"),
        NO_BRIDGE("it is a port of no bridge"),
        BRIDGE_DOWN("its bridge is down"),
        NO_VLAN("its bridge is VLAN-aware, and it has no untagged VLAN there"),
        NOT_TAKEN("it takes only VNIs that it was told of, and not this one"),
        TAKEN("another device has the VNI"),
        SHARED("the bridge, or its VLAN, is another VNI's");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
