package dev.evpnd.testbed.host;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// A host of a lab: a network namespace with the addresses, links and programs a test gives it.
public final class Host {
    private final Engine engine;
    private final String name;
    private final String namespace;
    private final Path directory;
    private final Deque<Program> programs = new ArrayDeque<>();
    private int programsStarted;

    /// Makes the namespace.
    ///
    /// @param engine what makes it
    /// @param name the name within the lab
    /// @param namespace the name on the machine
    /// @param directory an existing directory for what its programs write
    public Host(Engine engine, String name, String namespace, Path directory) {
        this(name, namespace, directory, engine);
        engine.createNamespace(namespace);
    }

    private Host(String name, String namespace, Path directory, Engine engine) {
        this.engine = engine;
        this.name = name;
        this.namespace = namespace;
        this.directory = directory;
    }

    /// A host that another process has made. The directories of its programs are the same ones, if
    /// they are asked for in the same order.
    ///
    /// @param engine what made its namespace
    /// @param name the name within the lab
    /// @param namespace the name on the machine
    /// @param directory where its programs write
    /// @return the host
    public static Host existing(Engine engine, String name, String namespace, Path directory) {
        return new Host(name, namespace, directory, engine);
    }

    /// The name within the lab.
    ///
    /// @return the name
    public String name() {
        return name;
    }

    /// The name on the machine: that of a namespace of `ip netns`, or of a container.
    ///
    /// @return the name
    public String namespace() {
        return namespace;
    }

    /// What the host is made of.
    ///
    /// @return the engine
    public Engine engine() {
        return engine;
    }

    /// Runs `ip` with these arguments in this namespace.
    ///
    /// @param arguments all behind `ip`
    /// @return what it printed
    /// @throws IllegalStateException if it failed
    public String ip(String... arguments) {
        var command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        return engine.exec(namespace, command).orThrow();
    }

    /// Links this host with another by a veth pair, both ends up.
    ///
    /// @param link the name of this host's end, which is to be new here
    /// @param other another host
    /// @param otherLink the name of the other end
    public void link(String link, Host other, String otherLink) {
        engine.link(namespace, link, other.namespace(), otherLink);
        ip("link", "set", link, "up");
        other.ip("link", "set", otherLink, "up");
    }

    /// Gives a link an address that can be used at once.
    ///
    /// @param link name of the link, such as `lo`
    /// @param prefix address and length, such as `198.51.100.1/32`
    /// @return this host
    public Host address(String link, String prefix) {
        if (prefix.contains(":")) {
            ip("address", "add", prefix, "dev", link, "nodad");
        } else {
            ip("address", "add", prefix, "dev", link);
        }
        return this;
    }

    /// Gives `lo` addresses, each of them a host of its own.
    ///
    /// @param addresses IPv4 or IPv6, without lengths
    /// @return this host
    public Host loopback(String... addresses) {
        for (var address : addresses) {
            address("lo", address + (address.contains(":") ? "/128" : "/32"));
        }
        return this;
    }

    /// Runs a command of the machine in this namespace to its end.
    ///
    /// @param command program and arguments
    /// @return how it ended
    public Outcome exec(String... command) {
        return engine.exec(namespace, List.of(command));
    }

    /// Starts a program of the machine in this namespace.
    ///
    /// @param command program and arguments
    /// @return the program, which may have ended by now
    public Program run(String... command) {
        var run = newDirectory(Path.of(command[0]).getFileName().toString());
        return start(new Launch(new Root.Machine(), run, List.of(command), run.resolve("log")));
    }

    /// Starts a program in this namespace.
    ///
    /// @param launch what to start
    /// @return the program, which may have ended by now
    public Program start(Launch launch) {
        var program = engine.start(namespace, launch);
        programs.push(program);
        return program;
    }

    /// A new directory for a program, deleted with the lab.
    ///
    /// @param purpose part of its name
    /// @return the directory
    public Path newDirectory(String purpose) {
        try {
            return Files.createDirectories(
                    directory.resolve(name + "-" + purpose + "-" + ++programsStarted));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Kills what runs here, the last started first, and removes the namespace.
    ///
    /// @return what went wrong, after everything was tried
    public Optional<RuntimeException> remove() {
        RuntimeException failure = null;
        while (!programs.isEmpty()) {
            failure = attempt(programs.pop()::kill, failure);
        }
        return Optional.ofNullable(attempt(() -> engine.removeNamespace(namespace), failure));
    }

    private static @Nullable RuntimeException attempt(
            Runnable action, @Nullable RuntimeException before) {
        try {
            action.run();
        } catch (IllegalStateException e) {
            return before == null ? e : before;
        }
        return before;
    }
}
