package dev.evpnd.speaker.netlink;

import java.io.IOException;
import java.nio.file.Path;

/// A network namespace of this system.
public sealed interface NetworkNamespace {

    /// The one that the program was started in.
    record Own() implements NetworkNamespace {
        @Override
        public String toString() {
            return "the program's network namespace";
        }
    }

    /// One that a file stands for, as `/run/netns/blue` or `/proc/4711/ns/net` does.
    record At(Path file) implements NetworkNamespace {
        @Override
        public String toString() {
            return "the network namespace " + file;
        }
    }

    /// One with a name, as `ip netns` gives them.
    ///
    /// @throws IllegalArgumentException if that is not the name of a file
    static NetworkNamespace named(String name) {
        if (name.isEmpty() || name.contains("/") || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException("no network namespace is called '" + name + "'");
        }
        return new At(Path.of("/run/netns", name));
    }

    /// Something that is made within a namespace and stays in it.
    interface Making<T> {
        T make() throws IOException;
    }

    /// Makes something within it, on a thread that has entered it and that ends then: no other is
    /// ever elsewhere.
    ///
    /// @throws IOException if the namespace is not there or may not be entered, and if making fails
    default <T> T within(Making<T> making) throws IOException {
        return switch (this) {
            case Own _ -> making.make();
            case At(var file) -> Visit.make(file, making);
        };
    }
}
