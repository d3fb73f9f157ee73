package dev.evpnd.testbed.junit;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A class each test of which is run by a JVM of its own, on a kernel of its own: user-mode Linux.
/// What fails there fails here, with the same words. What is to be done before and behind each test
/// is done there, too.
///
/// One runs at a time: such a kernel is slow, and two of them slower than a test waits.
///
/// It is skipped, with the reason, where there is no user-mode Linux, and fails instead if
/// `EVPND_TESTBED_REQUIRE` names `uml`.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(UserModeLinuxExtension.class)
@ResourceLock("user-mode Linux")
public @interface InUserModeLinux {
    /// How long a test may take there.
    ///
    /// @return a number of seconds
    int seconds() default 180;

    /// System properties that are to be there as they are here.
    ///
    /// @return their names
    String[] properties() default {};
}
