package dev.evpnd.testbed;

import dev.evpnd.testbed.host.Engine;
import dev.evpnd.testbed.host.EngineChoice;
import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.Owner;
import dev.evpnd.testbed.host.Program;
import dev.evpnd.testbed.peer.PeerConfiguration;
import dev.evpnd.testbed.peer.PeerKind;
import dev.evpnd.testbed.peer.Peers;
import dev.evpnd.testbed.peer.RunningPeer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Hosts and the links between them, on which peers and other programs run: network namespaces that
/// nobody else has, gone with all that runs in them when the lab is closed or the JVM ends. What a
/// JVM that was killed left behind is removed when the next lab opens.
///
/// ```java
/// try (var lab = Lab.open()) {
///     lab.host().loopback("198.51.100.1", "198.51.100.2");
///     var reflector = lab.start(PeerKind.FRR_10_7, PeerConfiguration.of(65000, "198.51.100.1", …));
///     var client = lab.start(PeerKind.GOBGP, PeerConfiguration.of(65000, "198.51.100.2", …));
///     client.awaitEstablished("198.51.100.1");
/// }
/// ```
///
/// A lab is used by one thread.
public final class Lab implements AutoCloseable {
    private static final String FIRST_HOST = "main";

    private final Engine engine;
    private final String name;
    private final Path directory;
    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final Thread atExit;

    private Lab(Engine engine) {
        this.engine = engine;
        this.name = Owner.newName();
        this.directory = Owner.directory(name);
        try {
            Files.createDirectory(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.atExit = new Thread(this::removeAll, name);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /// Opens a lab with one host in it, on the engine that this machine has.
    ///
    /// @return the lab
    /// @throws IllegalStateException if it has none, with the reason
    public static Lab open() {
        return open(EngineChoice.ofThisMachine().orThrow());
    }

    /// Opens a lab with one host in it.
    ///
    /// @param engine what it is made of
    /// @return the lab
    public static Lab open(Engine engine) {
        Owner.removeLeftovers(engine);
        var lab = new Lab(engine);
        lab.addHost(FIRST_HOST);
        return lab;
    }

    /// The first host, which is there from the start.
    ///
    /// @return the host
    public Host host() {
        return host(FIRST_HOST);
    }

    /// A host.
    ///
    /// @param host the name it was added with
    /// @return the host
    public Host host(String host) {
        var found = hosts.get(host);
        if (found == null) {
            throw new IllegalArgumentException("no host " + host);
        }
        return found;
    }

    /// Adds a host that is not linked to any other.
    ///
    /// @param host a new name
    /// @return the host
    public Host addHost(String host) {
        if (hosts.containsKey(host)) {
            throw new IllegalArgumentException("there is a host " + host);
        }
        var added = new Host(engine, host, name + "-" + host, directory);
        hosts.put(host, added);
        return added;
    }

    /// Links two hosts by a veth pair, both ends up.
    ///
    /// @param one a host
    /// @param link the name of its end, which is to be new there
    /// @param other another host
    /// @param otherLink the name of the other end
    public void link(Host one, String link, Host other, String otherLink) {
        one.link(link, other, otherLink);
    }

    /// Starts a peer on the first host.
    ///
    /// @param kind which
    /// @param configuration with what
    /// @return the peer, which answers by now
    public RunningPeer start(PeerKind kind, PeerConfiguration configuration) {
        return start(host(), kind, configuration);
    }

    /// Starts a peer.
    ///
    /// @param host where
    /// @param kind which
    /// @param configuration with what
    /// @return the peer, which answers by now
    public RunningPeer start(Host host, PeerKind kind, PeerConfiguration configuration) {
        return Peers.start(kind, configuration, host);
    }

    /// Starts a program of the machine on the first host.
    ///
    /// @param command program and arguments
    /// @return the program, which may have ended by now
    public Program run(String... command) {
        return host().run(command);
    }

    /// Where the hosts' programs write.
    ///
    /// @return the directory, which is deleted with the lab
    public Path directory() {
        return directory;
    }

    /// Kills what runs in the lab and removes the lab. With `EVPND_TESTBED_KEEP` set, the directory
    /// with everybody's configuration and log is left.
    @Override
    public void close() {
        removeAll();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private synchronized void removeAll() {
        RuntimeException failure = null;
        for (var host : hosts.values()) {
            failure = host.remove().orElse(failure);
        }
        hosts.clear();
        if (System.getenv("EVPND_TESTBED_KEEP") == null) {
            engine.delete(directory);
        }
        if (failure != null) {
            throw failure;
        }
    }
}
