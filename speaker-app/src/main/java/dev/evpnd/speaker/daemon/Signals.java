package dev.evpnd.speaker.daemon;

import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// What the system tells the daemon: to end, and to read its configuration again.
///
/// The class that does it, `sun.misc.Signal`, is supported and not documented (JEP 260); it is
/// asked for by its name, so that a JVM without it has a daemon all the same.
final class Signals {
    private Signals() {}

    /// Has an action run whenever a signal comes.
    ///
    /// @param name without `SIG`
    /// @return whether this JVM can do so
    static boolean on(String name, Runnable action) {
        try {
            var signal = Class.forName("sun.misc.Signal");
            var handler = Class.forName("sun.misc.SignalHandler");
            var lookup = MethodHandles.lookup();
            var run =
                    MethodHandles.dropArguments(
                            lookup.findVirtual(
                                            Runnable.class,
                                            "run",
                                            MethodType.methodType(void.class))
                                    .bindTo(action),
                            0,
                            signal);
            signal.getMethod("handle", signal, handler)
                    .invoke(
                            null,
                            signal.getConstructor(String.class).newInstance(name),
                            MethodHandleProxies.asInterfaceInstance(handler, run));
            return true;
        } catch (ReflectiveOperationException | IllegalArgumentException absent) {
            return false;
        }
    }
}
