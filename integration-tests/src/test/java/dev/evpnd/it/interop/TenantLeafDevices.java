package dev.evpnd.it.interop;

import dev.evpnd.testbed.host.Host;

/// The bridges and VXLAN devices of a leaf. Whichever way they are made, the interface of a VNI is
/// `br` and its number.
interface TenantLeafDevices {

    /// Makes a VNI and its interface.
    ///
    /// @param vrf which the interface is in, or nothing
    void add(int vni, String mac, String vrf);

    /// Makes a device a port of a VNI.
    void plug(String port, int vni);

    /// A bridge and a VXLAN device for each VNI.
    static TenantLeafDevices forEachVni(Host host, String local) {
        return new TenantLeafDevices() {
            @Override
            public void add(int vni, String mac, String vrf) {
                TenantFabric.run(host, "ip link add br%d type bridge".formatted(vni));
                // One without ports of hosts takes the address of whatever port comes.
                up(host, vni, mac, vrf);
                TenantFabric.run(
                        host,
                        "ip link add vxlan%d type vxlan id %d dstport 4789 local %s nolearning"
                                .formatted(vni, vni, local));
                TenantFabric.run(host, "ip link set vxlan%d master br%d up".formatted(vni, vni));
            }

            @Override
            public void plug(String port, int vni) {
                TenantFabric.run(host, "ip link set %s master br%d up".formatted(port, vni));
            }
        };
    }

    /// A VLAN-aware bridge and a VXLAN device for all VNIs, which are VLANs by their last three
    /// digits.
    static TenantLeafDevices forAllVnis(Host host, String local) {
        TenantFabric.run(
                host, "ip link add bridge type bridge vlan_filtering 1 vlan_default_pvid 0");
        TenantFabric.run(host, "ip link set bridge up");
        TenantFabric.run(
                host,
                "ip link add vxlan type vxlan external vnifilter dstport 4789 local %s nolearning"
                        .formatted(local));
        TenantFabric.run(host, "ip link set vxlan master bridge up");
        TenantFabric.run(host, "bridge link set dev vxlan vlan_tunnel on learning off");
        return new TenantLeafDevices() {
            private int vlan(int vni) {
                return vni % 1_000;
            }

            @Override
            public void add(int vni, String mac, String vrf) {
                int vlan = vlan(vni);
                TenantFabric.run(host, "bridge vni add dev vxlan vni %d".formatted(vni));
                TenantFabric.run(host, "bridge vlan add dev vxlan vid %d".formatted(vlan));
                TenantFabric.run(
                        host,
                        "bridge vlan add dev vxlan vid %d tunnel_info id %d".formatted(vlan, vni));
                TenantFabric.run(host, "bridge vlan add dev bridge vid %d self".formatted(vlan));
                TenantFabric.run(
                        host, "ip link add br%d link bridge type vlan id %d".formatted(vni, vlan));
                up(host, vni, mac, vrf);
            }

            @Override
            public void plug(String port, int vni) {
                TenantFabric.run(host, "ip link set %s master bridge up".formatted(port));
                TenantFabric.run(
                        host,
                        "bridge vlan add dev %s vid %d pvid untagged".formatted(port, vlan(vni)));
            }
        };
    }

    private static void up(Host host, int vni, String mac, String vrf) {
        TenantFabric.run(host, "ip link set br%d address %s".formatted(vni, mac));
        if (!vrf.isEmpty()) {
            TenantFabric.run(host, "ip link set br%d master %s".formatted(vni, vrf));
        }
        TenantFabric.run(host, "ip link set br%d up".formatted(vni));
    }
}
