package dev.evpnd.speaker.kernel;

/// Who makes routes, by the numbers and names of `/etc/iproute2/rt_protos`.
final class RouteProtocol {
    private RouteProtocol() {}

    static String text(int protocol) {
        return switch (protocol) {
            case 1 -> "redirect";
            case 2 -> "kernel";
            case 3 -> "boot";
            case 4 -> "static";
            case 9 -> "ra";
            case 11 -> "zebra";
            case 12 -> "bird";
            case 16 -> "dhcp";
            case 42 -> "babel";
            case 84 -> "openr";
            case 186 -> "bgp";
            case 187 -> "isis";
            case 188 -> "ospf";
            case 189 -> "rip";
            case 192 -> "eigrp";
            default -> Integer.toString(protocol);
        };
    }
}
