package dev.evpnd.rib;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;

import dev.evpnd.wire.architecture.Rules;

import org.junit.jupiter.api.Test;

class RibArchitectureTest {

    private static final JavaClasses CLASSES = Rules.mainClasses("dev.evpnd.rib");

    @Test
    void standsOnTheWireAndTheJdk() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify.annotations..",
                        "dev.evpnd.wire..",
                        "dev.evpnd.rib..")
                .check(CLASSES);
    }

    @Test
    void hasNoCycles() {
        slices().matching("dev.evpnd.rib.(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void isAFunctionOfItsArguments() {
        Rules.nothingButArguments().check(CLASSES);
        Rules.noLocks().check(CLASSES);
    }

    @Test
    void hasNamesThatSaySomething() {
        Rules.namesSaySomething().check(CLASSES);
    }
}
