package dev.evpnd.it.interop;

import dev.evpnd.testbed.Lab;
import dev.evpnd.testbed.host.Host;

/// An underlay with evpnd as its reflector, 192.0.2.12, and whatever VTEPs and guests are put
/// there: each in a namespace of its own, gone when it is closed.
final class VtepLab implements AutoCloseable {
    private static final String REFLECTOR =
            """
            as: 65000
            router-id: 192.0.2.12
            peer-groups:
              fabric: {remote-as: internal, route-reflector-client: true}
            listen-ranges:
              192.0.2.0/24: {group: fabric}
            """;

    private final Lab lab = Lab.open();
    private final EvpndProgram reflector;

    VtepLab() {
        lab.host().ip("link", "add", "underlay", "type", "bridge");
        lab.host().ip("link", "set", "underlay", "up");
        reflector = EvpndProgram.start(router("reflector", 12), REFLECTOR);
    }

    @Override
    public void close() {
        lab.close();
    }

    EvpndProgram reflector() {
        return reflector;
    }

    Host host(String name) {
        return lab.addHost(name);
    }

    /// A host of the underlay.
    ///
    /// @param address the last octet of its own
    private Host router(String name, int address) {
        var router = lab.addHost(name);
        router.link("eth0", lab.host(), name);
        lab.host().ip("link", "set", name, "master", "underlay");
        return router.address("eth0", "192.0.2." + address + "/24");
    }

    /// One with a bridge, br1, and a VXLAN device for VNI 100.
    Host vtep(String name, int address) {
        var vtep = router(name, address);
        vtep.ip("link", "add", "br1", "type", "bridge");
        vtep.ip("link", "set", "br1", "up");
        device(vtep, "vxlan100", 100, address);
        return vtep;
    }

    static void device(Host vtep, String name, int vni, int address) {
        vtep.ip(
                "link add %s type vxlan id %d dstport 4789 local 192.0.2.%d nolearning"
                        .formatted(name, vni, address)
                        .split(" "));
        vtep.ip("link", "set", name, "master", "br1", "up");
    }

    /// A new host behind a port of a VTEP's bridge that has its name.
    Host guest(String name, Host vtep, String mac, String address) {
        var guest = lab.addHost(name);
        plug(guest, "eth0", vtep, name, mac);
        return guest.address("eth0", address + "/24");
    }

    static void plug(Host guest, String link, Host vtep, String port, String mac) {
        guest.link(link, vtep, port);
        guest.ip("link", "set", link, "address", mac);
        vtep.ip("link", "set", port, "master", "br1");
    }

    /// Of evpnd on a VTEP.
    ///
    /// @param kernel keys of `vtep.kernel`
    static String configuration(int address, String kernel) {
        return configuration(address, kernel, "");
    }

    /// @param more keys of `vtep`, each with a comma behind it
    static String configuration(int address, String kernel, String more) {
        return """
               as: 65000
               router-id: 192.0.2.%d
               neighbors:
                 192.0.2.12: {remote-as: internal, timers: {connect-retry: 1}}
               vtep: {advertise-all-vni: true, %s kernel: {%s}}
               """
                .formatted(address, more, kernel);
    }

    static boolean reaches(Host from, String address) {
        return from.exec("ping", "-c", "1", "-W", "1", address).succeeded();
    }
}
