-- MariaDB dump 10.19  Distrib 10.5.29-MariaDB, for debian-linux-gnu (x86_64)
--
-- Host: db    Database: eswiki
-- ------------------------------------------------------
/*!40101 SET NAMES utf8mb4 */;
DROP TABLE IF EXISTS `linktarget`;
CREATE TABLE `linktarget` (
  `lt_id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `lt_namespace` int(11) NOT NULL,
  `lt_title` varbinary(255) NOT NULL,
  PRIMARY KEY (`lt_id`),
  UNIQUE KEY `lt_namespace_title` (`lt_namespace`,`lt_title`)
) ENGINE=InnoDB DEFAULT CHARSET=binary;
/*!40000 ALTER TABLE `linktarget` DISABLE KEYS */;
INSERT INTO `linktarget` VALUES (1,0,'Museo_del_Prado'),(208,14,'Museos_de_Córdoba'),(209,10,'Ficha_de_museo'),(x,14,'A'),(210,14,''),(211,-1,'Log'),(212,NULL,'A'),(213,14,'O\'Higgins,_(el)');
/*!40000 ALTER TABLE `linktarget` ENABLE KEYS */;

-- Dump completed on 2026-01-01 13:22:16
