package dev.loanword.python.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PackageCacheTest {
    @Test
    void loanword_cache_comes_first() {
        assertThat(root(Map.of("LOANWORD_CACHE", "/a", "XDG_CACHE_HOME", "/b", "HOME", "/c")))
                .isEqualTo("/a");
    }

    @Test
    void then_a_folder_in_the_caches_of_the_desktop_standard() {
        assertThat(root(Map.of("LOANWORD_CACHE", "", "XDG_CACHE_HOME", "/b", "HOME", "/c")))
                .isEqualTo("/b/loanword");
    }

    @Test
    void then_one_in_the_home_directory() {
        assertThat(root(Map.of("HOME", "/c"))).isEqualTo("/c/.cache/loanword");
    }

    @Test
    void a_relative_desktop_cache_is_ignored_as_its_standard_demands() {
        assertThat(root(Map.of("XDG_CACHE_HOME", "b", "HOME", "/c"))).isEqualTo("/c/.cache/loanword");
    }

    @Test
    void a_relative_own_cache_counts_from_the_working_directory() {
        assertThat(root(Map.of("LOANWORD_CACHE", "x/../a")))
                .isEqualTo(Path.of("a").toAbsolutePath().toString());
    }

    private static String root(Map<String, String> environment) {
        return PackageCache.of(environment).root().toString();
    }
}
