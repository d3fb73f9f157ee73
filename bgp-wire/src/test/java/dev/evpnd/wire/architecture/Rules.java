package dev.evpnd.wire.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;

import java.util.Set;

/// Rules that hold in more than one module.
public final class Rules {

    private Rules() {}

    /// The classes of a package and those below it, without tests, wherever they were packaged.
    public static JavaClasses mainClasses(String rootPackage) {
        ImportOption noTestJar = location -> !location.contains("-tests.jar");
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(noTestJar)
                .importPackages(rootPackage);
    }

    /// Names have to say something.
    public static ArchRule namesSaySomething() {
        return classes()
                .should()
                .haveNameNotMatching(".*(Utils?|Helper|Manager|Impl|Data|Info)")
                .andShould()
                .resideOutsideOfPackages(
                        "..util..", "..common..", "..helper..", "..impl..", "..misc..")
                .because("a name says what a thing is, not that it is a thing");
    }

    /// What decides, and what reads and writes bytes, gives the same result for the same input:
    /// time, randomness and the outside world come in as arguments.
    public static ArchRule nothingButArguments() {
        return noClasses()
                .should()
                .callCodeUnitWhere(readsTheMachine())
                .orShould()
                .dependOnClassesThat(reachesOutside())
                .because("the core is a function of its arguments");
    }

    /// One thread at a time owns a part of the core, so no lock is needed there.
    public static ArchRule noLocks() {
        return methods()
                .should()
                .notHaveModifier(JavaModifier.SYNCHRONIZED)
                .allowEmptyShould(true)
                .because("the core has a single writer");
    }

    private static DescribedPredicate<JavaCall<?>> readsTheMachine() {
        var systemCalls =
                Set.of(
                        "currentTimeMillis",
                        "nanoTime",
                        "getenv",
                        "getProperty",
                        "exit",
                        "identityHashCode");
        return DescribedPredicate.describe(
                "read a clock, the environment or unseeded randomness",
                call -> {
                    var target = call.getTarget();
                    var owner = target.getOwner().getName();
                    var name = target.getName();
                    return owner.equals("java.lang.System") && systemCalls.contains(name)
                            || owner.equals("java.lang.Math") && name.equals("random")
                            || owner.startsWith("java.time.")
                                    && (name.equals("now") || name.startsWith("system"))
                            || owner.equals("java.util.UUID") && name.equals("randomUUID")
                            || owner.startsWith("java.util.random.")
                                    && (name.equals("getDefault") || name.equals("of"))
                            || isUnseededRandom(owner, target);
                });
    }

    private static boolean isUnseededRandom(String owner, CodeUnitCallTarget target) {
        return (owner.equals("java.util.Random") || owner.equals("java.util.SplittableRandom"))
                && target.getName().equals("<init>")
                && target.getRawParameterTypes().isEmpty();
    }

    private static DescribedPredicate<JavaClass> reachesOutside() {
        return resideInAnyPackage(
                        "java.io..",
                        "java.net..",
                        "java.nio.channels..",
                        "java.nio.file..",
                        "java.util.concurrent..",
                        "java.util.logging..",
                        "java.security..",
                        "org.slf4j..")
                .or(type(Thread.class))
                .or(type(ThreadLocal.class))
                .or(type(Process.class))
                .or(type(Runtime.class))
                .and(DescribedPredicate.not(type(java.io.Serializable.class)))
                .as("threads, files, sockets or loggers");
    }
}
