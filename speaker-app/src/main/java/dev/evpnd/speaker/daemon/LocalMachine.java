package dev.evpnd.speaker.daemon;

import dev.evpnd.speaker.config.Machine;
import dev.evpnd.speaker.transport.SocketAddresses;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.Ipv4Address;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What a configuration takes from the machine that the daemon runs on.
final class LocalMachine {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
    private static final BgpIdentifier LOOPBACK = BgpIdentifier.parse("127.0.0.1");

    private LocalMachine() {}

    static Machine read(String software) {
        var addresses = addresses();
        return new Machine(
                routerId(addresses), name(), software, subnets(addresses), isPrivileged());
    }

    private static List<InterfaceAddress> addresses() {
        var addresses = new ArrayList<InterfaceAddress>();
        try {
            NetworkInterface.networkInterfaces()
                    .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
                    .forEach(each -> addresses.addAll(each.getInterfaceAddresses()));
        } catch (SocketException none) {
            // There is none that could be asked: loopback is always there.
            return List.of();
        }
        return addresses;
    }

    /// The highest address of IPv4 that others could know this machine by, as routers choose it.
    private static BgpIdentifier routerId(List<InterfaceAddress> addresses) {
        return addresses.stream()
                .map(InterfaceAddress::getAddress)
                .filter(each -> !each.isLoopbackAddress() && !each.isLinkLocalAddress())
                .map(SocketAddresses::address)
                .filter(Ipv4Address.class::isInstance)
                .max(Comparator.naturalOrder())
                .map(each -> BgpIdentifier.parse(each.toString()))
                .orElse(LOOPBACK);
    }

    /// Link-local peers are not known by an address alone.
    private static List<IpPrefix> subnets(List<InterfaceAddress> addresses) {
        return addresses.stream()
                .filter(each -> !each.getAddress().isLinkLocalAddress())
                .map(LocalMachine::subnet)
                .distinct()
                .toList();
    }

    private static IpPrefix subnet(InterfaceAddress address) {
        IpAddress own = SocketAddresses.address(address.getAddress());
        int length = address.getNetworkPrefixLength();
        return new IpPrefix(own.masked(length), length);
    }

    /// As the kernel has it where that can be asked, for a resolver may leave one waiting.
    private static String name() {
        try {
            return Files.readString(HOST_NAME).strip();
        } catch (IOException elsewhere) {
            return nameByResolver();
        }
    }

    private static String nameByResolver() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "localhost";
        }
    }

    private static boolean isPrivileged() {
        return "root".equals(System.getProperty("user.name"));
    }
}
