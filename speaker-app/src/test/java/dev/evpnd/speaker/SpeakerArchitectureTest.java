package dev.evpnd.speaker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;

import dev.evpnd.wire.architecture.Rules;

import org.junit.jupiter.api.Test;

class SpeakerArchitectureTest {

    private static final JavaClasses CLASSES = Rules.mainClasses("dev.evpnd");

    /// speaker-app knows evpn-rib, which knows bgp-wire; nothing points back.
    @Test
    void isKnownByNoOtherModule() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.evpnd.speaker..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.evpnd.speaker..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("dev.evpnd.wire..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.evpnd.rib..")
                .check(CLASSES);
    }

    /// The kernel's tables are addresses and numbers; what they are for is known above them.
    @Test
    void knowsAddressesAndNothingElseWhereItSpeaksToTheKernel() {
        classes()
                .that()
                .resideInAPackage("dev.evpnd.speaker.netlink..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.evpnd.speaker.netlink..",
                        "dev.evpnd.wire.address..",
                        "java..",
                        "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void hasNoCycles() {
        slices().matching("dev.evpnd.speaker.(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void hasNamesThatSaySomething() {
        Rules.namesSaySomething().check(CLASSES);
    }
}
