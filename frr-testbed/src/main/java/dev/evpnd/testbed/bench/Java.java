package dev.evpnd.testbed.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A program of this package, started with the JVM and the class path of this one.
public final class Java {
    private Java() {}

    /// The command that starts one.
    ///
    /// @param options of the JVM
    /// @param main its class
    /// @param arguments its own
    /// @return the words
    public static String[] command(List<String> options, Class<?> main, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }
}
