package dev.evpnd.speaker.demo.stage;

/// The hosts of the demonstration, in one subnet, each behind a VTEP at the start.
public enum Guest {
    HOST1("host1", "3.3.3.3", "02:00:00:00:00:01", Speaker.VTEP1),
    HOST2("host2", "3.3.3.4", "02:00:00:00:00:02", Speaker.VTEP2);

    private final String text;
    private final String address;
    private final String mac;
    private final Speaker vtep;

    Guest(String text, String address, String mac, Speaker vtep) {
        this.text = text;
        this.address = address;
        this.mac = mac;
        this.vtep = vtep;
    }

    /// Its name.
    public String text() {
        return text;
    }

    public String address() {
        return address;
    }

    public String mac() {
        return mac;
    }

    /// Behind which it is at the start.
    public Speaker vtep() {
        return vtep;
    }
}
