package dev.evpnd.speaker.demo.stage;

/// The speakers of the demonstration.
///
/// They are named and numbered as in the lab of docs/lab.md.
public enum Speaker {
    REFLECTOR("reflector", "192.168.33.12"),
    VTEP1("vtep1", "192.168.33.15"),
    VTEP2("vtep2", "192.168.33.16");

    private final String text;
    private final String address;

    Speaker(String text, String address) {
        this.text = text;
        this.address = address;
    }

    /// Its name.
    public String text() {
        return text;
    }

    /// Its address, which it is known by; of a VTEP, also where it takes VXLAN.
    public String address() {
        return address;
    }

    public boolean isVtep() {
        return this != REFLECTOR;
    }

    /// Its configuration.
    ///
    /// @param at where it speaks BGP
    /// @param reflector where its reflector does; where it is that one, nothing is asked of it
    public String configuration(Endpoint at, Endpoint reflector) {
        return isVtep() ? vtep(at, reflector) : reflector(at);
    }

    /// Where BGP is spoken: an address of IPv4 and a port.
    public record Endpoint(String address, int port) {
        @Override
        public String toString() {
            return address + ":" + port;
        }
    }

    private String reflector(Endpoint at) {
        return """
               as: 65000
               router-id: %s
               listen: %s
               peer-groups:
                 vteps:
                   remote-as: internal
                   route-reflector-client: true
               listen-ranges:
                 %s/24: {group: vteps}
               """
                .formatted(address, at, at.address().replaceFirst("\\d+$", "0"));
    }

    private String vtep(Endpoint at, Endpoint reflector) {
        return """
               as: 65000
               router-id: %s
               listen: %s
               neighbors:
                 %s:
                   remote-as: internal
                   port: %d
                   update-source: %s
                   timers: {connect-retry: 1}
               vtep:
                 advertise-all-vni: true
                 kernel: {}
               """
                .formatted(address, at, reflector.address(), reflector.port(), at.address());
    }
}
