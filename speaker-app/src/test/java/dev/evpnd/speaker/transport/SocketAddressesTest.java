package dev.evpnd.speaker.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.wire.address.IpAddress;

import org.junit.jupiter.api.Test;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Optional;

class SocketAddressesTest {

    private static Optional<String> loopback() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .filter(
                        each ->
                                each.inetAddresses()
                                        .anyMatch(java.net.InetAddress::isLoopbackAddress))
                .map(NetworkInterface::getName)
                .findFirst();
    }

    @Test
    void onlyALinkLocalAddressHasAScope() throws SocketException {
        var link = socket("fe80::1");
        assertThat(((Inet6Address) link).getScopeId())
                .isEqualTo(NetworkInterface.getByName(loopback().orElseThrow()).getIndex());
        assertThat(((Inet6Address) socket("2001:db8::1")).getScopeId()).isZero();
        assertThat(socket("192.0.2.1").getHostAddress()).isEqualTo("192.0.2.1");
    }

    private static java.net.InetAddress socket(String address) throws SocketException {
        return SocketAddresses.socket(IpAddress.parse(address), loopback(), 179).getAddress();
    }

    @Test
    void anInterfaceThatIsNotThereIsNamed() {
        var address = IpAddress.parse("fe80::1");
        assertThatThrownBy(() -> SocketAddresses.socket(address, Optional.of("none0"), 179))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("none0");
    }

    @Test
    void whoHasALinkLocalAddressIsSeenOnItsOwnLinkOnly() throws SocketException {
        var here = loopback().orElseThrow();
        assertThat(SocketAddresses.isOn(socket("fe80::1"), here)).isTrue();
        assertThat(SocketAddresses.isOn(socket("fe80::1"), "none0")).isFalse();
        assertThat(SocketAddresses.isOn(socket("192.0.2.1"), "none0")).isTrue();
    }

    @Test
    void everyAddressIsEveryOneOfIpv4WhereThereAreNoOthers() {
        assertThat(SocketAddresses.withoutIpv6(new InetSocketAddress("::", 179)))
                .contains(new InetSocketAddress("0.0.0.0", 179));
        // What was asked for by its address is that or nothing.
        assertThat(SocketAddresses.withoutIpv6(new InetSocketAddress("2001:db8::1", 179)))
                .isEmpty();
        assertThat(SocketAddresses.withoutIpv6(new InetSocketAddress("0.0.0.0", 179))).isEmpty();
    }
}
