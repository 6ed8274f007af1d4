@echo off
rem The jolab command: finds a JDK 25 and hands over to lib\jolab.jar beside this folder.
setlocal EnableExtensions
set "home=%~dp0.."
set "jdk="

if defined JOLAB_JAVA_HOME (
  call :try "%JOLAB_JAVA_HOME%"
  if not defined jdk (
    echo jolab: JOLAB_JAVA_HOME is "%JOLAB_JAVA_HOME%", which is not a JDK 25 ^(25.0.3 or later^). 1>&2
    exit /b 1
  )
)
if not defined jdk if defined JAVA_HOME call :try "%JAVA_HOME%"
if not defined jdk for /f "delims=" %%j in ('where java 2^>nul') do if not defined jdk call :try "%%~dpj.."
for %%r in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" ^
    "%ProgramFiles%\Amazon Corretto" "%USERPROFILE%\.jdks" "%USERPROFILE%\.sdkman\candidates\java" ^
    "%USERPROFILE%\.jbang\cache\jdks" "%USERPROFILE%\scoop\apps") do (
  if not defined jdk if exist "%%~r" for /d %%d in ("%%~r\*") do (
    if not defined jdk call :try "%%~d"
    if not defined jdk call :try "%%~d\current"
  )
)
if not defined jdk (
  echo jolab: no JDK 25 ^(25.0.3 or later^) found in JOLAB_JAVA_HOME, JAVA_HOME, PATH or the usual folders. 1>&2
  echo jolab: install one ^(winget install EclipseAdoptium.Temurin.25.JDK^), or set JOLAB_JAVA_HOME to the folder of one. 1>&2
  exit /b 1
)

if "%~1"=="kernel" (
  "%jdk%\bin\java.exe" -jar "%home%\lib\jolab.jar" %*
) else (
  "%jdk%\bin\java.exe" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "%home%\lib\jolab.jar" %*
)
exit /b %ERRORLEVEL%

rem Sets jdk to %1 if that folder holds a whole JDK 25.0.3 or later.
:try
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
findstr /r /c:"^JAVA_VERSION=.25\.[0-9]*\.[0-9]" "%~1\release" >nul || exit /b 0
findstr /r /c:"^JAVA_VERSION=.25\.0\.[012][^0-9]" "%~1\release" >nul && exit /b 0
set "jdk=%~f1"
exit /b 0
