package dev.loanword.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VectorModuleTest {
    @Test
    void the_module_is_present_exactly_where_the_jvm_was_started_with_it() {
        boolean added = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .flatMap(argument -> Stream.of(argument.split("=")))
                .anyMatch("jdk.incubator.vector"::equals);
        assertThat(VectorModule.PRESENT).isEqualTo(added);
    }
}
