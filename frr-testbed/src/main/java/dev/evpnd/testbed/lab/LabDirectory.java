package dev.evpnd.testbed.lab;

import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.NativeEngine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where a lab is: its directory and its namespaces, by its name. The directory is there before the
/// first namespace and until the last is gone, so that a namespace without one is not ours.
///
/// @param name the name of the lab
record LabDirectory(String name) {
    /// It goes when the machine is switched off, as namespaces do.
    private static final Path LABS = Path.of("/run/evpnd-lab");

    private static final Path NAMESPACES = Path.of("/run/netns");

    /// Without a hyphen, so that no lab's namespaces can be taken for those of another.
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]{0,14}");

    LabDirectory {
        if (!isName(name)) {
            throw new IllegalArgumentException("no name of a lab: " + name);
        }
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /// The labs that are there, or what is left of them.
    static List<String> names() {
        if (!Files.isDirectory(LABS)) {
            return List.of();
        }
        try (var files = Files.list(LABS)) {
            return files.filter(Files::isDirectory)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return LABS.resolve(name);
    }

    Path record() {
        return path().resolve("lab.json");
    }

    /// Beside the directory, so that it is the same file before and after.
    Path lock() {
        return LABS.resolve(name + ".lock");
    }

    boolean exists() {
        return Files.isDirectory(path());
    }

    String namespace(Place place) {
        return "evpnd-" + name + "-" + place.text();
    }

    /// Those of its namespaces that are there.
    Stream<String> namespaces() {
        return Place.all()
                .map(this::namespace)
                .filter(namespace -> Files.exists(NAMESPACES.resolve(namespace)));
    }

    Host newHost(Place place) {
        return new Host(new NativeEngine(), place.text(), namespace(place), path());
    }

    Host host(Place place) {
        return Host.existing(new NativeEngine(), place.text(), namespace(place), path());
    }

    void create() {
        try {
            Files.createDirectories(path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends all that runs in the lab, a person's shells too, and removes it.
    void remove() {
        namespaces().forEach(new NativeEngine()::removeNamespace);
        if (exists()) {
            new NativeEngine().delete(path());
        }
    }
}
