package org.jolab.magics.git.place;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * What lies around a repository: the user's home and the environment's variables. JGit has one of them for the whole
 * process, which is set anew by each command, so that {@code %env} counts.
 *
 * @param variables the environment
 */
public record Environment(Supplier<Map<String, String>> variables) {

    /** The environment of this process. */
    public static Environment ofProcess() {
        return new Environment(System::getenv);
    }

    /** A variable, if it is set and not empty. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(variables.get().get(name)).filter(value -> !value.isEmpty());
    }

    /** The user's folder. */
    public Path home() {
        return Path.of(get("HOME").orElse(System.getProperty("user.home")));
    }

    /** A program that runs in it. */
    public ProcessBuilder program(String... words) {
        var builder = new ProcessBuilder(words);
        var own = builder.environment();
        own.clear();
        own.putAll(variables.get());
        return builder;
    }

    /** Makes JGit see it. */
    void install() {
        if (!(SystemReader.getInstance() instanceof Reader reader) || !reader.environment.equals(this)) {
            SystemReader.setInstance(new Reader(this, plain()));
        }
        FS.DETECTED.setUserHome(home().toFile());
    }

    /** Makes JGit see the settings that the user has for one repository. */
    void enter(File gitDir) {
        if (SystemReader.getInstance() instanceof Reader reader) {
            reader.gitDir = gitDir;
        }
    }

    /** Settings that no file has. */
    static FileBasedConfig nothing(Config parent, FS fs) {
        return new FileBasedConfig(parent, null, fs) {
            @Override
            public void load() {}

            @Override
            public void save() {}

            @Override
            public boolean isOutdated() {
                return false;
            }
        };
    }

    private static SystemReader plain() {
        return SystemReader.getInstance() instanceof Reader reader ? reader.plain : SystemReader.getInstance();
    }

    /** What JGit asks. Used by all threads. */
    private static final class Reader extends SystemReader.Delegate {

        private final Environment environment;
        private final SystemReader plain;
        /** The repository that the present command works on, or null. */
        private volatile File gitDir;

        Reader(Environment environment, SystemReader plain) {
            super(plain);
            this.environment = environment;
            this.plain = plain;
        }

        @Override
        public String getenv(String variable) {
            return environment.variables.get().get(variable);
        }

        @Override
        public StoredConfig getUserConfig() throws ConfigInvalidException, IOException {
            var user = super.getUserConfig();
            return gitDir == null ? user : new Includes(environment.home(), gitDir).over(user);
        }

        @Override
        public FileBasedConfig openUserConfig(Config parent, FS fs) {
            var global = environment.get("GIT_CONFIG_GLOBAL");
            return global.isPresent() ? new FileBasedConfig(parent, Path.of(global.get()).toFile(), fs)
                : super.openUserConfig(parent, fs);
        }

        @Override
        public FileBasedConfig openSystemConfig(Config parent, FS fs) {
            return environment.get("GIT_CONFIG_NOSYSTEM").isPresent() ? nothing(parent, fs)
                : super.openSystemConfig(parent, fs);
        }

        /** JGit would write what it measures of file systems into a file of its own in the user's folder. */
        @Override
        public FileBasedConfig openJGitConfig(Config parent, FS fs) {
            var config = nothing(parent, fs);
            // What the program git-lfs would do is done here, whatever other settings say.
            config.setBoolean("filter", "lfs", "useJGitBuiltin", true);
            return config;
        }
    }
}
